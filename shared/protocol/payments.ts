/**
 * What the server answers, while one is connected, when somebody is to go to the gateway's own page:
 * `POST /a/<association>/payments/pages/pay|method|portal`. Everything else of payments travels as documents.
 */
import Type from 'typebox';

/** Where the app is to lead; that page leads back to the app by itself. */
export const PageAnswerSchema = Type.Object({ url: Type.String({ minLength: 1, maxLength: 4000 }) });
export type PageAnswer = Type.Static<typeof PageAnswerSchema>;
