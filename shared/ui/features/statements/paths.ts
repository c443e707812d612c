/** Address of statements, below the association. */
export const statementPaths = { list: 'statements' } as const;
