/** Which currencies the books can be kept in: all amounts are whole hundredths. Pure. */

/** True for an ISO 4217 code whose unit has a hundred parts: `USD` and `EUR`, not `JPY`. */
export function isCentCurrency(code: string): boolean {
  const currency = code.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency) || !Intl.supportedValuesOf('currency').includes(currency)) return false;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits === 2;
}
