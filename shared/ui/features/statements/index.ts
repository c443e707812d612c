/** Statements, as other screens may use them. */
export { StatementButton } from './StatementButton.tsx';
export { statementPaths, statementsFor } from './paths.ts';
