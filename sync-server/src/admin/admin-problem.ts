/** Why a command did nothing, in words for whoever typed it. */
export class AdminProblem extends Error {
  override readonly name = 'AdminProblem';
}
