/**
 * The rule packs that come with the product. Each rule names its source; an association's own documents may be stricter,
 * and are kept as a dated change. What the law allows at most is given as the pack's value; nobody is charged before an
 * association has chosen a pack and run late fees.
 */
import type { PackId, RulePack, Rules } from './rules.ts';

const PLAIN: Rules = {
  graceDays: 15,
  lateFee: null,
  interest: null,
  order: 'oldest',
  bearing: ['assessment'],
  floorCents: 500,
  fineCapCents: null,
};

const CALIFORNIA: Rules = {
  ...PLAIN,
  graceDays: 15,
  lateFee: { basisPoints: 1000, cents: 1000, choose: 'greater' },
  interest: { basisPointsAYear: 1200, afterDays: 30 },
  order: ['assessment', 'cost', 'late-fee', 'interest', 'fine'],
};

const CALIFORNIA_SOURCES = {
  graceDays: 'Cal. Civ. Code § 5650(b): delinquent 15 days after it is due',
  lateFee:
    'Cal. Civ. Code § 5650(b)(2): at most 10 % of the delinquent assessment or $10, whichever is greater',
  interest: 'Cal. Civ. Code § 5650(b)(3): at most 12 % a year, from 30 days after it is due',
  order:
    'Cal. Civ. Code § 5655(a): assessments first, then fees and costs of collection, late charges, interest',
} as const;

export const PACKS: Readonly<Record<PackId, RulePack>> = {
  default: {
    id: 'default',
    versions: [
      {
        from: '1900-01-01',
        rules: PLAIN,
        sources: { order: 'House rule: what was due first is paid first', floorCents: 'House rule: $5.00' },
      },
    ],
  },
  'US-CA': {
    id: 'US-CA',
    versions: [
      {
        from: '1900-01-01',
        rules: { ...CALIFORNIA, bearing: ['assessment', 'fine'] },
        sources: CALIFORNIA_SOURCES,
      },
      {
        from: '2025-06-30',
        rules: { ...CALIFORNIA, bearing: ['assessment'], fineCapCents: 10_000 },
        sources: {
          ...CALIFORNIA_SOURCES,
          bearing:
            'Cal. Civ. Code § 5850(e), by AB 130 of 30 June 2025: no late charge or interest on a fine',
          fineCapCents:
            'Cal. Civ. Code § 5850(c), by AB 130: $100 a violation, unless health or safety is found at risk',
        },
      },
    ],
  },
  'US-FL': {
    id: 'US-FL',
    versions: [
      {
        from: '1900-01-01',
        rules: {
          ...PLAIN,
          graceDays: 0,
          lateFee: { basisPoints: 500, cents: 2500, choose: 'greater' },
          interest: { basisPointsAYear: 1800, afterDays: 0 },
          order: ['interest', 'late-fee', 'cost', 'assessment', 'fine'],
        },
        sources: {
          lateFee: 'Fla. Stat. § 720.3085(3)(a): at most $25 or 5 % of each instalment, whichever is greater',
          interest:
            'Fla. Stat. § 720.3085(3): at most 18 % a year, simple; compounding is barred since 1 July 2024',
          order:
            'Fla. Stat. § 720.3085(3)(b): interest, then late fee, then costs and attorney fees, then assessment',
        },
      },
    ],
  },
};
