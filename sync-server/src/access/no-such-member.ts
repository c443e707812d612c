/** The caller has no rights document in the association, or there is no such association: deliberately the same. */
export class NoSuchMember extends Error {
  override readonly name = 'NoSuchMember';
}
