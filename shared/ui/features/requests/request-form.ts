/**
 * The new request's form as plain values: what is valid, what a stored draft means, what gets posted. Pure; knows no
 * React, no replica and no words (a fault is a message id).
 */
import { PLACE_LIMIT, TEXT_LIMIT, TITLE_LIMIT } from '@communitrak/domain/requests/index.ts';
import type { NewRequest } from '@communitrak/replica/commands/requests.ts';
import type { RequestKind, RequestPriority } from '@communitrak/replica/queries/request-rows.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { KINDS, PRIORITIES } from './request-words.ts';

export type PlaceKind = 'home' | 'common' | 'other';

export interface RequestForm {
  readonly kind: RequestKind | '';
  readonly title: string;
  readonly description: string;
  readonly placeKind: PlaceKind;
  /** Which common area, or where else; and, for the own home, which room. */
  readonly placeText: string;
  readonly priority: RequestPriority;
  /** Household's local id; '' while not chosen; FOR_ASSOCIATION from the office alone. */
  readonly household: string;
}

/** Stands for "no household": the office may report for the association itself. */
export const FOR_ASSOCIATION = '-';

export type FormField = 'kind' | 'title' | 'description' | 'placeText' | 'household';
export type FormFaults = Partial<Record<FormField, MessageId>>;

export const EMPTY_FORM: RequestForm = {
  kind: '',
  title: '',
  description: '',
  placeKind: 'home',
  placeText: '',
  priority: 'normal',
  household: '',
};

function titleFault(form: RequestForm): MessageId | undefined {
  if (form.title.trim() === '') return 'requests.new.title.missing';
  return form.title.trim().length > TITLE_LIMIT ? 'requests.new.title.long' : undefined;
}

/** A leak explains itself by its title and a photo; what someone wants to build does not. */
function descriptionFault(form: RequestForm): MessageId | undefined {
  if (form.kind === 'architectural' && form.description.trim() === '')
    return 'requests.new.description.missing';
  return form.description.trim().length > TEXT_LIMIT ? 'requests.new.description.long' : undefined;
}

function placeFault(form: RequestForm): MessageId | undefined {
  const text = form.placeText.trim();
  if (form.placeKind !== 'home' && text === '') return 'requests.new.place.missing';
  return text.length > PLACE_LIMIT ? 'requests.new.place.long' : undefined;
}

/**
 * In the order of the screen, so that a summary reads as the form does.
 * @param homes how many homes there are to choose from: with several, one must be chosen.
 */
export function faultsOf(form: RequestForm, homes: number): FormFaults {
  const faults: [FormField, MessageId | undefined][] = [
    ['kind', form.kind === '' ? 'requests.new.kind.missing' : undefined],
    ['household', homes > 1 && form.household === '' ? 'requests.new.household.missing' : undefined],
    ['title', titleFault(form)],
    ['description', descriptionFault(form)],
    ['placeText', placeFault(form)],
  ];
  return Object.fromEntries(faults.filter(([, fault]) => fault !== undefined));
}

/** True when nothing has been written that would be a loss. */
export function isBlank(form: RequestForm): boolean {
  return form.title.trim() === '' && form.description.trim() === '' && form.placeText.trim() === '';
}

const text = (value: unknown, limit: number): string =>
  typeof value === 'string' ? value.slice(0, limit * 2) : '';

function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.find((one) => one === value) ?? otherwise;
}

/** Those of the named fields that were kept as text; undefined when nothing of the kind was. */
export function parseTexts<K extends string>(
  value: unknown,
  fields: readonly K[],
): Partial<Record<K, string>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw: Partial<Record<string, unknown>> = { ...value };
  const texts = fields.flatMap((field) => {
    const kept = raw[field];
    return typeof kept === 'string' ? [[field, kept] as const] : [];
  });
  return Object.fromEntries(texts) as Partial<Record<K, string>>;
}

/** A draft as it was stored, by this version or another: whatever cannot be read becomes the empty value. */
export function parseDraft(value: unknown): RequestForm | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw: Partial<Record<keyof RequestForm, unknown>> = value;
  return {
    kind: oneOf<RequestKind | ''>(raw.kind, KINDS, ''),
    title: text(raw.title, TITLE_LIMIT),
    description: text(raw.description, TEXT_LIMIT),
    placeKind: oneOf<PlaceKind>(raw.placeKind, ['home', 'common', 'other'], 'home'),
    placeText: text(raw.placeText, PLACE_LIMIT),
    priority: oneOf(raw.priority, PRIORITIES, 'normal'),
    household: text(raw.household, 100),
  };
}

/**
 * What is posted. @param homePlace the chosen home as a place ("Lot 12, 4 Elm St"); a room is added after it.
 * @returns undefined while no kind has been chosen.
 */
export function toNewRequest(form: RequestForm, homePlace: string): NewRequest | undefined {
  if (form.kind === '') return undefined;
  const detail = form.placeText.trim();
  const home = [homePlace, detail].filter((part) => part !== '').join(', ');
  return {
    kind: form.kind,
    title: form.title.trim(),
    description: form.description.trim(),
    priority: form.priority,
    place: form.placeKind === 'home' ? home.slice(0, PLACE_LIMIT) : detail,
    household: form.household === FOR_ASSOCIATION ? '' : form.household,
  };
}
