/** The books as files that live without us: a plain-text journal (ledger, hledger) and a spreadsheet. */
import type { ReactNode } from 'react';
import { IconFileExport } from '@tabler/icons-react';
import type { StatementBook } from '@communitrak/replica/queries/statements.ts';
import { usePlatform, useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button } from '../../kit/Button.tsx';
import { Section } from '../../kit/Page.tsx';
import { fileName } from '../../pdf/paper.ts';
import { entriesCsv, journalText } from './exports.ts';

export function ExportSection({ book }: { readonly book: StatementBook }): ReactNode {
  const t = useText();
  const announce = useAnnounce();
  const platform = usePlatform();
  const { associationName } = useReplica();
  const { entries, moves, rules } = book;
  const why = entries.length === 0 ? t('statements.export.none') : undefined;
  const save = async (ending: string, text: string, type: string): Promise<void> => {
    const name = `${fileName(t('statements.export.file', { association: associationName, date: rules.today }))}.${ending}`;
    if (await platform.saveFile(name, new Blob([text], { type }))) announce(t('kit.pdf.saved', { name }));
  };
  const accounts = rules.books?.accounts ?? [];
  return (
    <Section title={t('statements.export')} text={t('statements.export.text', { count: entries.length })}>
      <div className="ct-actions">
        <Button
          icon={<IconFileExport aria-hidden />}
          why={why}
          onClick={() =>
            void save('journal', journalText(entries, accounts, moves), 'text/plain;charset=utf-8')
          }
        >
          {t('statements.export.journal')}
        </Button>
        <Button
          icon={<IconFileExport aria-hidden />}
          why={why}
          onClick={() => void entriesCsv(entries).then((text) => save('csv', text, 'text/csv;charset=utf-8'))}
        >
          {t('statements.export.csv')}
        </Button>
      </div>
    </Section>
  );
}
