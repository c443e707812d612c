/** What autopay must know of an association to decide about its households: read once for all of them. */
import { localOf } from '@communitrak/domain/core/ids.ts';
import {
  accountOf,
  BOOKS_ID,
  booksEntity,
  dateOfDay,
  ledgerEntryEntity,
  lineOf,
  paymentPlanEntity,
  planProgress,
  rulesOfBooks,
  type LedgerEntry,
  type PaymentPlan,
  type RulesOn,
} from '@communitrak/domain/ledger/index.ts';
import {
  autopayEntity,
  PAYMENT_SETTINGS_ID,
  PAYMENT_STATUS_ID,
  paymentEntity,
  paymentMethodEntity,
  paymentSettingsEntity,
  paymentStatusEntity,
  USUAL_SETTINGS,
  type Autopay,
  type DraftCharge,
  type Payment,
  type PaymentSettingsBody,
  type SavedMethod,
} from '@communitrak/domain/payments/index.ts';
import { readAll, readEach, readOne, type Place } from '../room.ts';

export interface Desk {
  readonly autopays: readonly Autopay[];
  readonly settings: PaymentSettingsBody;
  /** Charges are possible at the moment. */
  readonly isOpen: boolean;
  readonly currency: string;
  readonly rulesOn: RulesOn;
  /** By household's local id, of those that have autopay on. */
  readonly entries: ReadonlyMap<string, readonly LedgerEntry[]>;
  readonly payments: ReadonlyMap<string, readonly Payment[]>;
  readonly methods: ReadonlyMap<string, readonly SavedMethod[]>;
  readonly plans: ReadonlyMap<string, readonly PaymentPlan[]>;
}

interface OfHousehold {
  readonly body: { readonly household: string };
}

async function byHousehold<T extends OfHousehold>(
  all: AsyncIterable<T>,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly T[]>> {
  const groups = new Map<string, T[]>();
  for await (const doc of all) {
    const { household } = doc.body;
    if (!wanted.has(household)) continue;
    const group = groups.get(household);
    if (group === undefined) groups.set(household, [doc]);
    else group.push(doc);
  }
  return groups;
}

/** Undefined where no household has autopay on: then nothing else is read. */
export async function openDesk({ database, about }: Place): Promise<Desk | undefined> {
  const autopays = (await readAll(database, autopayEntity)).filter(({ body }) => body.on);
  if (autopays.length === 0) return undefined;
  const wanted = new Set(autopays.map(({ body }) => body.household));
  const settings = await readOne(database, paymentSettingsEntity, PAYMENT_SETTINGS_ID);
  const status = await readOne(database, paymentStatusEntity, PAYMENT_STATUS_ID);
  const books = await readOne(database, booksEntity, BOOKS_ID);
  return {
    autopays,
    settings: settings?.body ?? USUAL_SETTINGS,
    isOpen: status?.body.open === true,
    currency: books?.body.currency ?? about.currency,
    rulesOn: rulesOfBooks(books?.body),
    entries: await byHousehold(readEach(database, ledgerEntryEntity), wanted),
    payments: await byHousehold(readEach(database, paymentEntity), wanted),
    methods: await byHousehold(readEach(database, paymentMethodEntity), wanted),
    plans: await byHousehold(readEach(database, paymentPlanEntity), wanted),
  };
}

export interface HouseholdCharges {
  readonly charges: readonly DraftCharge[];
  /** Those of a payment plan that has not ended: what is paid of them when was agreed otherwise. */
  readonly held: ReadonlySet<string>;
}

/** As the account stands, charges that are due later among them. */
export function chargesOf(desk: Desk, household: string, today: string): HouseholdCharges {
  const lines = (desk.entries.get(household) ?? []).map(lineOf);
  const charges = accountOf(lines, desk.rulesOn)
    .charges.filter(({ openCents, state }) => openCents > 0 && state !== 'void')
    .map(({ line, openCents }) => ({ entry: line.id, openCents, due: dateOfDay(line.dueDay) }));
  const plans = (desk.plans.get(household) ?? []).filter((plan) => {
    const { state } = planProgress(plan, lines, desk.rulesOn, today);
    return state === 'kept' || state === 'behind';
  });
  return { charges, held: new Set(plans.flatMap(({ body }) => body.charges.map(({ entry }) => entry))) };
}

/** The one that the household chose, or its default; undefined where that is not usable (any more). */
export function methodFor(desk: Desk, { body }: Autopay): SavedMethod | undefined {
  const usable = (desk.methods.get(body.household) ?? []).filter((one) => one.body.state === 'usable');
  return body.method === ''
    ? usable.find((one) => one.body.isDefault)
    : usable.find(({ id }) => localOf(id) === body.method);
}
