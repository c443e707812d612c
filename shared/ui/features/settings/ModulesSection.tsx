/** Office and leaders: which parts of the app the association uses. Switching off hides and deletes nothing. */
import { useMemo, type ReactNode } from 'react';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import { setModule } from '@communitrak/replica/commands/modules.ts';
import { modulesOff } from '@communitrak/replica/queries/modules.ts';
import { useReplica } from '../../app/context.ts';
import { useAllFeatures } from '../../app/features-context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { CheckField } from '../../kit/Field.tsx';
import { Section } from '../../kit/Page.tsx';

export function maySwitchModules({ keys }: Principal): boolean {
  return keys.has('office') || keys.has('lead');
}

export function ModulesSection(): ReactNode {
  const t = useText();
  const announce = useAnnounce();
  const replica = useReplica();
  const features = useAllFeatures();
  const off = useQuery(useMemo(() => modulesOff(replica), [replica]));
  if (off === undefined || !maySwitchModules(replica.principal)) return null;
  const set = async (module: string, on: boolean, name: string): Promise<void> => {
    const result = await setModule(replica, module, on);
    if (!result.ok) announce(t('settings.modules.failed', { name }));
    else announce(on ? t('settings.modules.on', { name }) : t('settings.modules.off', { name }));
  };
  return (
    <Section title={t('settings.modules.title')} text={t('settings.modules.text')}>
      {features.map(({ module, moduleSwitch }) =>
        module === undefined || moduleSwitch === undefined ? null : (
          <CheckField
            key={module}
            label={t(moduleSwitch.label)}
            help={t(moduleSwitch.help)}
            checked={!off.includes(module)}
            onChange={(on) => void set(module, on, t(moduleSwitch.label))}
          />
        ),
      )}
    </Section>
  );
}
