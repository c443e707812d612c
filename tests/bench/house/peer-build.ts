/**
 * The browser's app as it was before the features were folders, built in this run: a tree of that commit beside the present
 * one, with the packages that are installed here. Needs the history (not a shallow clone).
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../support/processes.ts';
import { buildIfStale } from '../../../shared/config/scripts/lib.mjs';

/** The last commit of the house as it was. */
const BEFORE = 'f0e2eb73a0c032b487f34f6c605dd611c1d6026a';

export interface PeerBuild {
  /** Folder of the built app of then. */
  readonly before: string;
  /** Folder of the built app of now. */
  readonly after: string;
  remove(): Promise<void>;
}

/** Every node_modules folder of the workspaces, so that each finds what it found then. */
function packageFolders(): readonly string[] {
  const rooms = [
    '.',
    'desktop',
    'pwa',
    'sync-server',
    ...readdirSync(join(root, 'shared')).map((name) => `shared/${name}`),
  ];
  return rooms.map((room) => join(room, 'node_modules')).filter((folder) => existsSync(join(root, folder)));
}

/** @throws Error when the history does not hold that commit, or when it does not build */
export async function buildPeer(): Promise<PeerBuild> {
  await buildIfStale();
  const tree = mkdtempSync(join(tmpdir(), 'communitrak-peer-'));
  const git = (...words: string[]): void => {
    execFileSync('git', words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  const remove = async (): Promise<void> => {
    rmSync(tree, { recursive: true, force: true });
    git('worktree', 'prune');
  };
  try {
    git('worktree', 'add', '--detach', '--force', tree, BEFORE);
    for (const folder of packageFolders())
      cpSync(join(root, folder), join(tree, folder), { recursive: true, verbatimSymlinks: true });
    const webpack = join(tree, 'node_modules/.bin/webpack');
    execFileSync(webpack, ['--config', 'pwa/webpack.config.mjs', '--mode', 'production'], {
      cwd: tree,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch (error) {
    await remove();
    throw error;
  }
  return { before: join(tree, 'pwa/dist'), after: join(root, 'pwa/dist'), remove };
}
