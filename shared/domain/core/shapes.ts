/** Small schemas that several entities share: local ids, one-line texts, dates. Shapes only, no rules. */
import Type from 'typebox';

/** The local part of an id, e.g. of `member:0190…`. */
export const LOCAL_PATTERN = '^[a-z0-9][a-z0-9.-]*$';
export const LocalId = Type.String({ pattern: LOCAL_PATTERN, maxLength: 80 });
export const MaybeLocalId = Type.Union([Type.Literal(''), LocalId]);

/** One line of text that says something: not empty, not only blanks, no line break. */
export const Line = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\r\\n]*[^\\s][^\\r\\n]*$' });
/** One line that may be empty. */
export const MaybeLine = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\r\\n]*$' });
/** Text of several lines that may be empty. */
export const Prose = (maxLength: number) => Type.String({ maxLength });

/** `YYYY-MM-DD`; whether it is a real day is a rule's question (dates.ts). */
export const DateText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const MaybeDateText = Type.Union([Type.Literal(''), DateText]);
/** `2026-11-23T06:51:00.000Z`: what isoInstant writes. */
export const InstantText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' });

/** '' or one address; what counts as deliverable is learned by sending. */
export const MaybeEmail = Type.String({ maxLength: 254, pattern: '^$|^[^\\s@,;]+@[^\\s@,;]+\\.[^\\s@,;]+$' });
export const MaybePhone = MaybeLine(40);

/** A postal address in the field's own parts; every part may be empty. */
export const AddressSchema = Type.Object({
  street: MaybeLine(120),
  unit: MaybeLine(20),
  city: MaybeLine(80),
  state: MaybeLine(40),
  zip: MaybeLine(20),
});
export type Address = Type.Static<typeof AddressSchema>;
export const NO_ADDRESS: Address = { street: '', unit: '', city: '', state: '', zip: '' };
