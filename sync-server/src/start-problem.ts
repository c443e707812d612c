/** Why the server does not start, in words for whoever starts it; meant to be shown as it is, without a stack. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
