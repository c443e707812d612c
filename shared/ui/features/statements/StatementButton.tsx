/** One household's statement of the last twelve months, as a PDF: for whoever looks at the account. */
import type { ReactNode } from 'react';
import { IconFileTypePdf } from '@tabler/icons-react';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { usePdf } from '../../pdf/use-pdf.ts';
import { yearBefore } from './period.ts';
import { statementPaper } from './statement-paper.ts';
import { useStatementContext } from './use-statement-context.ts';

/** @param view of the account as it stands now */
export function StatementButton({ view }: { readonly view: AccountView }): ReactNode {
  const t = useText();
  const { today: to, currency } = view.rules;
  const context = useStatementContext({ from: yearBefore(to), to });
  const { busy, save } = usePdf();
  return (
    <Button
      icon={<IconFileTypePdf aria-hidden />}
      busy={busy}
      onClick={() => {
        const paper = statementPaper(view, context);
        void save({ name: paper.name, papers: () => [paper], currency });
      }}
    >
      {t('statements.one')}
    </Button>
  );
}
