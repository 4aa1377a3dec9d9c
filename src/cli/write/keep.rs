//! Owner and mode of a file, given to another one that takes its place.

use std::fs::{File, Metadata};
use std::io;

/// The note when the owner cannot be kept.
pub(super) const NOT_KEPT: &str = "Không giữ được chủ sở hữu của tệp: tệp đã sửa và bản trước khi sửa thuộc về người chạy lệnh này. Nếu người khác cũng dùng tệp thì nhờ quản trị máy trao lại quyền.";

/// Gives a file the owner, the group and the mode of another; `false` when only the mode could be
/// given.
#[cfg(unix)]
pub(super) fn owner_and_mode(file: &File, was: &Metadata) -> io::Result<bool> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let is = file.metadata()?;
    let is_same = |uid, gid| uid == was.uid() && gid == was.gid();
    let is_kept = is_same(is.uid(), is.gid())
        || fchown(file, Some(was.uid()), Some(was.gid())).is_ok()
        // The group is of use even where the owner is not to be had.
        || (fchown(file, None, Some(was.gid())).is_ok() && is.uid() == was.uid());
    file.set_permissions(was.permissions())?;
    Ok(is_kept)
}

/// Gives a file what there is of a mode; owners are left to the folder.
#[cfg(not(unix))]
pub(super) fn owner_and_mode(file: &File, was: &Metadata) -> io::Result<bool> {
    file.set_permissions(was.permissions())?;
    Ok(true)
}
