// What the Nu HTML checker says about pages; all of them in one run, for java starts slowly.

import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import vnu from 'vnu-jar';

export function valid(java, pages) {
  const found = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
  const names = new Map(Object.entries(pages).map(([name, file]) => [pathToFileURL(file).href, name]));
  const words = ['-jar', vnu, '--format', 'json', '--stdout', '--exit-zero-always', ...Object.values(pages)];
  return new Promise((resolve, reject) => {
    execFile(java, words, { maxBuffer: 1 << 26 }, (error, stdout) => {
      if (error) return reject(error);
      for (const { type, url, message, lastLine, extract } of JSON.parse(stdout).messages) {
        const name = names.get(url.replace(/^file:\/+/, 'file:///'));
        // Without a name it is about the run: nothing may pass for want of a place.
        const told = name ? [found[name]] : Object.values(found);
        if (type !== 'info') told.forEach((faults) => faults.push(`line ${lastLine}: ${message} ${extract ?? ''}`));
      }
      resolve(found);
    });
  });
}
