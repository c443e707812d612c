/** Adding photos to what is being written: camera or files, each with its state, refusals in words. */
import type { ReactNode } from 'react';
import { IconCamera, IconPhotoPlus, IconX } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button, IconButton } from '../../kit/Button.tsx';
import { PhotoGrid } from '../../kit/Photos.tsx';
import { useMedia } from '../../kit/use-media.ts';
import type { DraftPhotos } from './use-draft-photos.ts';
import { useObjectUrls } from './use-object-urls.ts';

interface PhotoFieldProps {
  readonly photos: DraftPhotos;
  /** In a composer: no label, no help. */
  readonly compact?: boolean;
}

export function PhotoField({ photos, compact = false }: PhotoFieldProps): ReactNode {
  const t = useText();
  const touch = useMedia('(any-pointer: coarse)');
  return (
    <fieldset className={compact ? 'rq-photos-compact' : 'ct-field'}>
      <legend className={compact ? 'ct-hidden' : 'ct-label'}>
        {t('requests.photo.label')}
        {compact ? null : <span className="ct-soft ct-optional"> {t('kit.optional')}</span>}
      </legend>
      {compact ? null : <div className="ct-help">{t('requests.photo.help')}</div>}
      <ReadyPhotos photos={photos} />
      <AtWork photos={photos} />
      <Refusals photos={photos} />
      <div className="ct-actions">
        {touch ? (
          <Button icon={<IconCamera aria-hidden />} onClick={() => void photos.pick('camera')}>
            {t('requests.photo.camera')}
          </Button>
        ) : null}
        <Button
          kind={compact ? 'quiet' : 'secondary'}
          icon={<IconPhotoPlus aria-hidden />}
          onClick={() => void photos.pick('files')}
        >
          {t('requests.photo.files')}
        </Button>
      </div>
    </fieldset>
  );
}

function ReadyPhotos({ photos }: { readonly photos: DraftPhotos }): ReactNode {
  const t = useText();
  const announce = useAnnounce();
  const formats = useFormats();
  const urls = useObjectUrls(photos.ready);
  const ready = photos.ready ?? [];
  if (ready.length === 0) return null;
  const bytes = ready.reduce((sum, photo) => sum + photo.ref.bytes, 0);
  return (
    <div className="rq-photos">
      <PhotoGrid
        photos={ready.map(({ ref }) => ({ key: ref.sha256, alt: ref.name, url: urls.get(ref.sha256) }))}
        onRemove={(sha256) => {
          void photos.remove(sha256).then(() => announce(t('requests.photo.removed')));
        }}
      />
      <output className="ct-soft ct-small ct-numbers">
        {t('requests.photo.sum', { count: ready.length, size: formats.bytes(bytes) })}
      </output>
    </div>
  );
}

function AtWork({ photos }: { readonly photos: DraftPhotos }): ReactNode {
  const t = useText();
  return (
    <ul aria-live="polite">
      {photos.working.map((photo) => (
        <li key={photo.key} className="rq-photo-work">
          <span>{t('requests.photo.preparing', { name: photo.name })}</span>
          <span className="rq-working" aria-hidden />
        </li>
      ))}
    </ul>
  );
}

function Refusals({ photos }: { readonly photos: DraftPhotos }): ReactNode {
  const t = useText();
  return (
    <ul aria-live="assertive">
      {photos.refused.map((photo) => (
        <li key={photo.key} className="rq-photo-refused">
          <span>{t('requests.photo.refused', { name: photo.name, reason: t(photo.reason) })}</span>
          <IconButton
            label={t('requests.photo.dismiss', { name: photo.name })}
            onClick={() => photos.dismiss(photo.key)}
          >
            <IconX aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
