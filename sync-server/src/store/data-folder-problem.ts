/** What can be wrong with a folder that data is kept in, in words for whoever runs the server. */

export type DataFolderFault = 'other-version' | 'not-ours' | 'unwritable' | 'in-use' | 'damaged';

/** The message says in plain words what is wrong and what to do; it is meant to be shown as it is. */
export class DataFolderProblem extends Error {
  override readonly name = 'DataFolderProblem';
  readonly fault: DataFolderFault;
  constructor(fault: DataFolderFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

export function unwritable(path: string, error: unknown): DataFolderProblem {
  return new DataFolderProblem(
    'unwritable',
    `The data folder ${path} cannot be written (${codeOf(error) || String(error)}). ` +
      'Let the user who starts the server own it, or set DATA_DIR to another folder.',
    { cause: error },
  );
}
