/** What the stand-in keeps of payments and accounts. */
import type { Metadata, Stored } from './stored.ts';

export interface Customer extends Stored {
  readonly email: string | null;
  readonly name: string | null;
  readonly metadata: Metadata;
  readonly invoice_settings: { readonly default_payment_method: string | null };
}

export interface PaymentMethod extends Stored {
  readonly type: string;
  readonly customer: string | null;
  readonly card?: CardFacts;
  readonly us_bank_account?: BankFacts;
}

export interface CardFacts {
  readonly brand: string;
  readonly last4: string;
  readonly funding: string;
  readonly wallet: { readonly type: string; readonly dynamic_last4: string | null } | null;
  readonly [field: string]: unknown;
}

export interface BankFacts {
  readonly bank_name: string;
  readonly last4: string;
  readonly [field: string]: unknown;
}

export interface SetupIntent extends Stored {
  readonly status: string;
  readonly customer: string | null;
  readonly payment_method: string | null;
  readonly metadata: Metadata;
}

export interface PaymentError {
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly doc_url: string;
  readonly decline_code?: string;
  readonly charge?: string;
  readonly payment_method?: PaymentMethod;
}

export interface PaymentIntent extends Stored {
  readonly amount: number;
  readonly amount_received: number;
  readonly application_fee_amount: number | null;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly last_payment_error: PaymentError | null;
  readonly latest_charge: string | null;
  readonly metadata: Metadata;
  readonly payment_method: string | null;
  readonly receipt_email: string | null;
  readonly setup_future_usage: string | null;
  readonly status: string;
  readonly client_secret: string;
}

export interface Charge extends Stored {
  readonly amount: number;
  readonly amount_refunded: number;
  readonly application_fee: string | null;
  readonly application_fee_amount: number | null;
  readonly balance_transaction: string | null;
  readonly currency: string;
  readonly customer: string | null;
  readonly disputed: boolean;
  readonly payment_intent: string | null;
  readonly payment_method: string | null;
  readonly refunded: boolean;
  readonly status: string;
}

export interface Refund extends Stored {
  readonly amount: number;
  readonly charge: string;
  readonly payment_intent: string | null;
  readonly status: string;
}

export interface Dispute extends Stored {
  readonly amount: number;
  readonly balance_transactions: readonly Transaction[];
  readonly charge: string;
  readonly currency: string;
  readonly reason: string;
  readonly status: string;
}

export interface FeeDetail {
  readonly amount: number;
  readonly application: string | null;
  readonly currency: string;
  readonly description: string | null;
  readonly type: string;
}

export interface Transaction extends Stored {
  readonly amount: number;
  readonly available_on: number;
  readonly currency: string;
  readonly fee: number;
  readonly net: number;
  readonly source: string | null;
  readonly type: string;
}

export interface Payout extends Stored {
  readonly amount: number;
  readonly arrival_date: number;
  readonly balance_transaction: string | null;
  readonly currency: string;
  readonly destination: string | null;
  readonly status: string;
}

export interface ApplicationFee extends Stored {
  readonly account: string;
  readonly amount: number;
  readonly amount_refunded: number;
  readonly currency: string;
}

export interface ExternalAccount {
  readonly id: string;
  readonly object: string;
  readonly last4: string;
  readonly [field: string]: unknown;
}

export interface Requirements {
  readonly currently_due: readonly string[];
  readonly disabled_reason: string | null;
  readonly [field: string]: unknown;
}

export interface Account extends Stored {
  readonly business_profile: Readonly<Record<string, unknown>> & { readonly name: string | null };
  readonly business_type: string | null;
  readonly capabilities: Readonly<Record<string, string>>;
  readonly charges_enabled: boolean;
  readonly payouts_enabled: boolean;
  readonly details_submitted: boolean;
  readonly default_currency: string;
  readonly external_accounts: {
    readonly data: readonly ExternalAccount[];
    readonly [field: string]: unknown;
  };
  readonly metadata: Metadata;
  readonly requirements: Requirements;
}

export interface Session extends Stored {
  readonly amount_total: number | null;
  readonly cancel_url: string | null;
  readonly currency: string | null;
  readonly customer: string | null;
  readonly expires_at: number;
  readonly locale: string | null;
  readonly metadata: Metadata;
  readonly mode: string;
  readonly payment_intent: string | null;
  readonly payment_method_types: readonly string[];
  readonly payment_status: string;
  readonly setup_intent: string | null;
  readonly status: string;
  readonly success_url: string | null;
}

export interface Event extends Stored {
  readonly type: string;
  readonly pending_webhooks: number;
  readonly account?: string;
}
