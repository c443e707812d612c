/** Paying, as other screens may use it: the act, what is on its way, and the payment behind a line of an account. */
export { OnItsWay, PayButton, PayingNote, PaymentOfLine, useAccountPaying } from './AccountPaying.tsx';
