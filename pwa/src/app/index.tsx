/** The browser's shell: its Platform, its mount point, and nothing else. */
import { createRoot } from 'react-dom/client';
import { App } from '@communitrak/ui/app/App.tsx';
import { browserPlatform } from './platform.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App platform={browserPlatform()} />);
