/** A dashboard's cards and numbers: with rows, with words, still being counted, and with too much in them. */
import type { ReactNode } from 'react';
import { Button } from '../kit/Button.tsx';
import { Card, CardGrid, CardText, Stat, StatRow } from '../kit/cards/Card.tsx';
import { List, ListRow } from '../kit/ListRow.tsx';
import { Skeleton } from '../kit/Loading.tsx';
import type { CataloguePage } from './catalogue-page.ts';
import { SAMPLE } from './sample-words.ts';

function Numbers({ value }: { readonly value: number | undefined }): ReactNode {
  return (
    <StatRow label={SAMPLE.states}>
      <Stat to="." label={SAMPLE.english} value={value} tone="needs" />
      <Stat to="." label={SAMPLE.spanish} value={value === undefined ? undefined : 0} tone="needs" />
      <Stat to="." label={SAMPLE.light} value={value} tone="late" />
      <Stat to="." label={SAMPLE.dark} value={value} />
    </StatRow>
  );
}

function Normal(): ReactNode {
  return (
    <>
      <Numbers value={12} />
      <CardGrid>
        <Card title={SAMPLE.parts} count={2} tone="needs">
          <List label={SAMPLE.parts}>
            <ListRow key="1" to="." title={SAMPLE.english} meta={SAMPLE.light} />
            <ListRow key="2" to="." title={SAMPLE.spanish} meta={SAMPLE.dark} />
          </List>
        </Card>
        <Card title={SAMPLE.states} action={<Button kind="quiet">{SAMPLE.save}</Button>}>
          <CardText>{SAMPLE.whyHeld}</CardText>
        </Card>
      </CardGrid>
    </>
  );
}

function Loading(): ReactNode {
  return (
    <>
      <Numbers value={undefined} />
      <CardGrid>
        <Card title={SAMPLE.parts}>
          <Skeleton rows={3} />
        </Card>
      </CardGrid>
    </>
  );
}

function Overfull(): ReactNode {
  return (
    <>
      <Numbers value={1234567} />
      <CardGrid>
        <Card title={SAMPLE.longWords} count={1234} action={<Button kind="quiet">{SAMPLE.save}</Button>}>
          <List label={SAMPLE.parts}>
            {[<ListRow key="1" to="." title={SAMPLE.longWords} meta={SAMPLE.longWords} />]}
          </List>
        </Card>
      </CardGrid>
    </>
  );
}

export const cardPage: CataloguePage = {
  id: 'card',
  title: 'Card',
  about:
    'A part of a dashboard: one line around, never one inside another; and numbers that lead to what they count.',
  states: [
    { id: 'normal', title: 'Normal', Draw: Normal },
    { id: 'loading', title: 'Loading', Draw: Loading },
    { id: 'overfull', title: 'Overfull', Draw: Overfull },
  ],
};
