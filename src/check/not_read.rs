//! The severity of unread files (M908): an agency's whole report may be in one.

use std::collections::HashSet;

use super::checked::is_not_read;
use super::judged::Judged;
use super::{Scope, sender, senders};
use crate::diag::Severity;
use crate::plan::AgencyId;
use crate::submission::NOT_READ;

/// Adds the sender to each unread file. The finding becomes an error where no other file of the
/// sender could be read, unless the plan sets its severity.
pub(super) fn weigh(scope: &Scope<'_>, files: &mut [Judged]) {
    if !files.iter().any(|judged| judged.found.iter().any(is_not_read)) {
        return;
    }
    let (plan, day) = (scope.plan, scope.day());
    let is_set = plan.reporting.severity_of(&NOT_READ).is_some();
    let read = files.iter().filter(|judged| judged.file.is_read());
    let read: HashSet<AgencyId> =
        read.flat_map(|j| senders(plan, &j.file.name, j.file.submission.as_ref(), day)).collect();
    for judged in files.iter_mut().filter(|judged| !judged.file.is_read()) {
        let Some(id) = sender(plan, &judged.file.name, None, day) else { continue };
        for finding in judged.found.iter_mut().filter(|finding| is_not_read(finding)) {
            finding.agency = Some(plan.register.agency(id).id.clone());
            if !read.contains(&id) {
                finding.message += " Cơ quan gửi tệp này chưa có tệp nào khác đọc được, nên báo cáo của cơ quan chưa được tính.";
                if !is_set {
                    finding.severity = Severity::Error;
                }
            }
        }
    }
}
