/** Bundles a bench page with the same loader and minifier as the app, into a temporary folder. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import webpack from 'webpack';
import { root } from '../support/processes.ts';

/** @param page file name below tests/bench/pages. @returns the script's text. */
export function bundlePage(page: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-page-'));
  const compiler = webpack({
    mode: 'production',
    target: 'web',
    entry: join(root, 'tests/bench/pages', page),
    output: { path: folder, filename: 'page.js' },
    resolve: { extensions: ['.ts', '.js'] },
    performance: false,
    module: {
      rules: [
        {
          test: /\.ts$/,
          loader: 'swc-loader',
          options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
        },
      ],
    },
  });
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error !== null && error !== undefined) return reject(error);
      if (stats === undefined || stats.hasErrors()) return reject(new Error(stats?.toString('errors-only')));
      return resolve(readFileSync(join(folder, 'page.js'), 'utf8'));
    });
  });
}
