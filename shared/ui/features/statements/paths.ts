/** Address of statements, below the association; and for whom they are wanted, handed along from where it was chosen. */
export const statementPaths = { list: 'statements' } as const;

/** @param households local ids: of the router's state, for an address does not hold hundreds */
export const statementsFor = (households: readonly string[]) => ({ state: { households } });

/** Local ids; none where nothing was chosen before. */
export function chosenIn(state: unknown): readonly string[] {
  const given: { readonly households?: unknown } = typeof state === 'object' && state !== null ? state : {};
  return Array.isArray(given.households)
    ? given.households.filter((one: unknown) => typeof one === 'string')
    : [];
}
