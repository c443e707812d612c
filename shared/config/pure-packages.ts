/** Packages that shared/domain may import: pure, no node, no browser. One more needs a decision record. */
export const purePackages = ['typebox', 'temporal-polyfill'] as const;
