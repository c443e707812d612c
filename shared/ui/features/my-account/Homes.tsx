/** A member's homes, each with what it owes; a row leads to that home's account. */
import type { ReactNode } from 'react';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useAt } from '../../app/paths.ts';
import { List, ListRow } from '../../kit/ListRow.tsx';
import { Money } from '../../kit/Values.tsx';
import { DueWords } from './DueWords.tsx';
import { myAccountPaths } from './paths.ts';
import './my-account.css';

export function Homes(props: { readonly views: readonly AccountView[]; readonly label: string }): ReactNode {
  const at = useAt();
  return (
    <List label={props.label}>
      {props.views.map((view) => (
        <ListRow
          key={view.household}
          to={at(myAccountPaths.one(view.household))}
          title={
            <span className="ma-row-balance">
              <Money
                amount={{ cents: view.account.balanceCents, currency: view.rules.currency }}
                of="account"
              />
            </span>
          }
          meta={
            <>
              <span>{view.address === '' ? view.name : view.address}</span>
              <DueWords view={view} />
            </>
          }
        />
      ))}
    </List>
  );
}
