/** Mounts the app in the desktop's page. */
import { createRoot } from 'react-dom/client';
import { App } from '@communitrak/ui/app/App.tsx';
import { desktopBridge } from './bridge.ts';
import { followMain } from './follow.ts';
import { createPlatform } from './platform.ts';

const bridge = desktopBridge();
const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
const stop = followMain(bridge);
addEventListener('pagehide', stop, { once: true });
createRoot(place).render(<App platform={createPlatform(bridge, location.origin)} />);
