/** The words of those parts of the kit that only screens behind the sign-in draw: one line a part. The others' are the core's. */
import type { MessageSource } from '../i18n/messages.ts';
import { printMessages } from './print/messages.ts';
import { tableMessages } from './table/messages.ts';
import { wizardMessages } from './wizard/messages.ts';

export const KIT_MESSAGES: readonly MessageSource[] = [printMessages, tableMessages, wizardMessages];
