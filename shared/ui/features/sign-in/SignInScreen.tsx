/** Signing in: two fields, one act, and plain words for whatever stands in the way. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { signIn } from '@communitrak/replica/commands/session.ts';
import { BrandMark } from '../../app/Brand.tsx';
import { usePlatform, useSession } from '../../app/context.ts';
import { LanguageChoice } from '../../app/LanguageChoice.tsx';
import { safeBack } from '../../app/paths.ts';
import { Text, useText } from '../../i18n/Text.tsx';
import { PasswordField, TextField } from '../../kit/Field.tsx';
import { Form } from '../../kit/form/Form.tsx';
import { useForm, type Form as FormState } from '../../kit/form/use-form.ts';
import { Notice } from '../../kit/Notice.tsx';
import { Page } from '../../kit/Page.tsx';
import { faultsOf, faultWords, type SignInProblem, type SignInValues } from './sign-in-faults.ts';
import './sign-in.css';

export function SignInScreen(): ReactNode {
  const t = useText();
  const { kind } = usePlatform();
  const { state, unreachable } = useSession();
  const [search] = useSearchParams();
  const back = safeBack(search.get('back'));
  const again = search.has('again');
  const [problem, setProblem] = useState<SignInProblem | undefined>(firstProblem(unreachable));
  if (state !== undefined && !again) return <Navigate to={back} replace />;
  return (
    <main className="si-screen">
      <div className="si-brand">
        <BrandMark />
        <span>
          <strong>{t('kit.product')}</strong>
          <span className="ct-soft">{t('signIn.lead')}</span>
        </span>
      </div>
      <Page title={t('signIn.title')} width="text" {...(again ? { subtitle: t('signIn.again') } : {})}>
        {problem === undefined ? null : (
          <Notice tone="needs" alert title={t(faultWords(problem).title)}>
            <p>{t(faultWords(problem).text)}</p>
          </Notice>
        )}
        <SignInForm back={back} known={state?.session.account.email ?? ''} onProblem={setProblem} />
        {kind === 'browser' ? (
          <p className="ct-soft si-policy">
            <Text id="signIn.policy" values={{ about: (words) => <a href="/">{words}</a> }} />
          </p>
        ) : null}
        <div className="si-language">
          <LanguageChoice />
        </div>
      </Page>
    </main>
  );
}

/** Cookies refused is said before anything is typed (and again by the server, which sees whether one came back). */
function firstProblem(unreachable: boolean): SignInProblem | undefined {
  if (!navigator.cookieEnabled) return 'cookies-needed';
  return unreachable ? 'offline' : undefined;
}

interface SignInFormProps {
  readonly back: string;
  /** Address of whose session has ended here; '' for whoever comes new. */
  readonly known: string;
  readonly onProblem: (problem: SignInProblem | undefined) => void;
}

function SignInForm({ back, known, onProblem }: SignInFormProps): ReactNode {
  const t = useText();
  const { form, busy, submit } = useSignIn({ back, known, onProblem });
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const inputs = [...(fields.current?.querySelectorAll('input') ?? [])];
    inputs.find(({ value }) => value === '')?.focus({ preventScroll: true });
  }, []);
  return (
    <div ref={fields}>
      <Form form={form} busy={busy} onSubmit={submit} submit={t(busy ? 'signIn.busy' : 'signIn.submit')}>
        <TextField
          label={t('signIn.email')}
          type="email"
          inputMode="email"
          autoComplete="username"
          {...form.field('email')}
        />
        <PasswordField label={t('signIn.password')} {...form.field('password')} />
      </Form>
    </div>
  );
}

interface SignInAct {
  readonly form: FormState<SignInValues>;
  readonly busy: boolean;
  readonly submit: () => void;
}

function useSignIn({ back, known, onProblem }: SignInFormProps): SignInAct {
  const t = useText();
  const platform = usePlatform();
  const { signedIn } = useSession();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const form = useForm<SignInValues>({
    initial: { email: known, password: '' },
    validate: (values) => {
      const { email, password } = faultsOf(values);
      return {
        ...(email === undefined ? {} : { email: t(email) }),
        ...(password === undefined ? {} : { password: t(password) }),
      };
    },
  });
  const send = async (): Promise<void> => {
    setBusy(true);
    onProblem(undefined);
    const { email, password } = form.now();
    const result = await signIn(platform, { email: email.trim(), password });
    setBusy(false);
    if (!result.ok) return onProblem(result.problem);
    signedIn(result.session);
    await navigate(back, { replace: true });
    return undefined;
  };
  return { form, busy, submit: () => void send() };
}
