/**
 * Runs dependency-cruiser over a tree with our rules. No `parser` option and @swc/core installed: that is the
 * combination that reads .ts and .tsx under TypeScript 7 (without it 0 modules are cruised and the result is green).
 */
import { execFileSync } from 'node:child_process';
import { cruise } from 'dependency-cruiser';
import { rules } from './dependency-rules.mjs';

const SOURCES = ['shared', 'sync-server/src', 'pwa/src', 'desktop/src', 'tests'];

/**
 * @param {string} baseDir folder that holds the rooms
 * @param {string[]} [folders] folders below it
 */
export async function cruiseTree(baseDir, folders = SOURCES) {
  const result = await cruise(folders, {
    baseDir: baseDir.replace(/\/$/, ''),
    ruleSet: { forbidden: rules },
    validate: true,
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types', 'node', 'require'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  });
  const { modules, summary } = result.output;
  return {
    modules: modules.map((module) => module.source).filter((source) => !source.includes('node_modules')),
    violations: summary.violations.map(
      (violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`,
    ),
  };
}

/**
 * Sources that git lists below the folders and the run did not read: a fence that reads nothing is green too.
 * @param {string} baseDir a git work tree
 * @param {readonly string[]} modules of `cruiseTree`
 * @param {readonly string[]} [folders] as given to it
 */
export function unreadSources(baseDir, modules, folders = SOURCES) {
  const patterns = folders.flatMap((folder) => [`${folder}/*.ts`, `${folder}/*.tsx`]);
  const listed = execFileSync('git', ['ls-files', ...patterns], { cwd: baseDir, encoding: 'utf8' });
  const read = new Set(modules);
  return listed.split('\n').filter((file) => file !== '' && !file.endsWith('.d.ts') && !read.has(file));
}
