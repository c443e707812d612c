/**
 * What an app asks of the server while it is connected, so that somebody can pay at the gateway's own pages:
 * `POST /a/<association>/payments/pages/pay|method|portal`. Everything else of payments travels as documents.
 */
import Type from 'typebox';

/** To pay at the gateway's page, or go on with what it asks. `payment`: document id. */
export const PayPageRequestSchema = Type.Object({ payment: Type.String({ maxLength: 120 }) });
export type PayPageRequest = Type.Static<typeof PayPageRequestSchema>;

/** To save a card or a bank account. `household`: local id. */
export const MethodPageRequestSchema = Type.Object({
  household: Type.String({ maxLength: 120 }),
  kind: Type.Enum(['card', 'bank']),
});
export type MethodPageRequest = Type.Static<typeof MethodPageRequestSchema>;

/** To see and change what the gateway keeps of a household. `household`: local id. */
export const PortalPageRequestSchema = Type.Object({ household: Type.String({ maxLength: 120 }) });
export type PortalPageRequest = Type.Static<typeof PortalPageRequestSchema>;

/** Where the app is to lead; the page leads back to the app by itself. */
export const PageAnswerSchema = Type.Object({ url: Type.String({ minLength: 1, maxLength: 4000 }) });
export type PageAnswer = Type.Static<typeof PageAnswerSchema>;
