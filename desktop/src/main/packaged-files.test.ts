import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentType, filesIn, type PackagedFiles } from './packaged-files.ts';

let outer = '';
let files: PackagedFiles;

beforeAll(async () => {
  outer = await mkdtemp(join(tmpdir(), 'communitrak-files-'));
  await mkdir(join(outer, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(outer, 'secret.txt'), 'secret');
  await writeFile(join(outer, 'renderer', 'index.html'), '<!doctype html>');
  await writeFile(join(outer, 'renderer', '.hidden'), 'hidden');
  await writeFile(join(outer, 'renderer', 'assets', 'main.1a2b.js'), 'run()');
  files = filesIn(join(outer, 'renderer'));
});
afterAll(() => rm(outer, { recursive: true, force: true }));

describe('files of the package', () => {
  it('gives a file with its type', async () => {
    const file = await files('/assets/main.1a2b.js');
    expect(file?.type).toBe('text/javascript; charset=utf-8');
    expect(new TextDecoder().decode(file?.content)).toBe('run()');
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '//etc/passwd',
    '/.hidden',
    '/index.html%00.js',
    '/%zz',
    '/C:/windows/system.ini',
    '/assets',
    '/assets/',
    '/index.html/more',
    '/',
    '',
  ])('finds nothing at %s', async (path) => {
    expect(await files(path)).toBeUndefined();
  });

  it('does not hide a folder that cannot be read', async () => {
    const looped = filesIn(join(outer, 'x'.repeat(300)));
    await expect(looped('/index.html')).rejects.toThrow('ENAMETOOLONG');
  });

  it('names the types by ending, and the rest as bytes', () => {
    expect(contentType('/a.CSS')).toBe('text/css; charset=utf-8');
    expect(contentType('/a.woff2')).toBe('font/woff2');
    expect(contentType('/a.exe')).toBe('application/octet-stream');
  });
});
