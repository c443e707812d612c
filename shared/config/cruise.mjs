/**
 * Runs dependency-cruiser over a tree with our rules. No `parser` option and @swc/core installed: that is the
 * combination that reads .ts and .tsx under TypeScript 7 (without it 0 modules are cruised and the result is green).
 */
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
