/**
 * Photos of a document or a draft: a grid of thumbnails, and one at full size on top. Each has words for those who do
 * not see it. Where the bytes come from is the caller's business.
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Modal } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconCloudDownload,
  IconPhotoOff,
  IconX,
} from '@tabler/icons-react';
import { useText } from '../i18n/Text.tsx';
import { IconButton } from './Button.tsx';
import { useLayer } from './layers/LayersProvider.tsx';

export interface Photo {
  readonly key: string;
  /** Object URL when the bytes are here. */
  readonly url?: string | undefined;
  /** What it shows, or its name. */
  readonly alt: string;
  /** Why there is no picture yet. */
  readonly missing?: 'on-its-way' | 'not-here' | undefined;
  /** Share sent or fetched, 0…1; shown until 1. */
  readonly progress?: number | undefined;
}

interface PhotoGridProps {
  readonly photos: readonly Photo[];
  /** Offers removal on each: drafts. */
  readonly onRemove?: (key: string) => void;
  /** The last tile: "Add photo". */
  readonly add?: ReactNode;
}

export function PhotoGrid({ photos, onRemove, add }: PhotoGridProps): ReactNode {
  const t = useText();
  const [open, setOpen] = useState<number>();
  return (
    <>
      <ul className="ct-photos">
        {photos.map((photo, index) => (
          <li key={photo.key} className="ct-photo">
            <button
              type="button"
              className="ct-photo-open"
              aria-label={t('kit.photo.open', { name: photo.alt, index: index + 1, count: photos.length })}
              onClick={() => photo.url !== undefined && setOpen(index)}
            >
              <Picture photo={photo} />
            </button>
            <SentBar photo={photo} />
            {onRemove === undefined ? null : (
              <IconButton
                className="ct-photo-remove"
                label={t('kit.photo.remove', { name: photo.alt })}
                onClick={() => onRemove(photo.key)}
              >
                <IconX />
              </IconButton>
            )}
          </li>
        ))}
        {add === undefined ? null : <li className="ct-photo ct-photo-add">{add}</li>}
      </ul>
      <Lightbox photos={photos} open={open} onOpen={setOpen} />
    </>
  );
}

/** The dialogue takes no key handler of its own, so the arrows are heard on the page while it is open. */
function useArrows(active: boolean, turn: (by: number) => void): void {
  const current = useRef(turn);
  useEffect(() => {
    current.current = turn;
  });
  useEffect(() => {
    if (!active) return undefined;
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'ArrowRight') current.current(1);
      if (key === 'ArrowLeft') current.current(-1);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [active]);
}

function Picture({ photo }: { readonly photo: Photo }): ReactNode {
  const t = useText();
  if (photo.url !== undefined) return <img src={photo.url} alt="" draggable={false} />;
  const Icon = photo.missing === 'on-its-way' ? IconCloudDownload : IconPhotoOff;
  return (
    <span className="ct-photo-missing">
      <Icon aria-hidden />
      {t(photo.missing === 'on-its-way' ? 'kit.photo.onItsWay' : 'kit.photo.notHere')}
    </span>
  );
}

function SentBar({ photo }: { readonly photo: Photo }): ReactNode {
  const t = useText();
  const share = photo.progress;
  if (share === undefined || share >= 1) return null;
  return (
    <progress
      className="ct-progress ct-photo-progress"
      aria-label={t('kit.photo.progress', { name: photo.alt })}
      max={1}
      value={share}
    />
  );
}

interface LightboxProps {
  readonly photos: readonly Photo[];
  readonly open: number | undefined;
  readonly onOpen: (index: number | undefined) => void;
}

/** Arrow keys turn, Escape closes. */
export function Lightbox({ photos, open, onOpen }: LightboxProps): ReactNode {
  const t = useText();
  const photo = open === undefined ? undefined : photos[open];
  const turn = (by: number): void => {
    if (open !== undefined) onOpen((open + by + photos.length) % photos.length);
  };
  useArrows(photo !== undefined, turn);
  useLayer({ kind: 'lightbox', open: photo !== undefined, onClose: () => onOpen(undefined) });
  return (
    <Modal.Root
      opened={photo !== undefined}
      onClose={() => onOpen(undefined)}
      closeOnEscape={false}
      fullScreen
      classNames={{ content: 'ct-lightbox' }}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Content aria-label={photo?.alt}>
        <div className="ct-lightbox-bar">
          <span className="ct-cut">{photo?.alt}</span>
          <span className="ct-numbers">
            {t('kit.photo.count', { index: (open ?? 0) + 1, count: photos.length })}
          </span>
          <IconButton label={t('kit.close')} onClick={() => onOpen(undefined)}>
            <IconX />
          </IconButton>
        </div>
        <div className="ct-lightbox-stage">
          {photos.length > 1 ? (
            <IconButton label={t('kit.photo.previous')} onClick={() => turn(-1)}>
              <IconChevronLeft />
            </IconButton>
          ) : null}
          {photo?.url === undefined ? null : <img src={photo.url} alt={photo.alt} />}
          {photos.length > 1 ? (
            <IconButton label={t('kit.photo.next')} onClick={() => turn(1)}>
              <IconChevronRight />
            </IconButton>
          ) : null}
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}
