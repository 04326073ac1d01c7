// The program's commands, run beside a scratch server as an operator would.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../build/release/suncrew', import.meta.url));
const command_ms_max = 60_000;
/** What the tests read is no setting of the program. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SUNCREW_')));

/** Runs a command: its status and what it wrote. Settings may go before the file's, as SUNCREW_…. */
export function run(args, settings = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: command_ms_max, env: { ...environment, ...settings } });
  return { status, stdout, stderr };
}

/** The same with the configuration of a server. */
export const run_beside = (server, args, settings = {}) => run([...args, '--config', join(server.folder, 'suncrew.toml')], { ...server.settings, ...settings });
