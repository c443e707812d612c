/** Where the one replica host of the page is found; see replica-host.ts. */
import { createContext } from 'react';
import type { OpenReplicaOptions, Replica } from '@communitrak/replica/replica.ts';
import type { ReplicaHost } from './replica-host.ts';

export const HostContext = createContext<ReplicaHost<OpenReplicaOptions, Replica> | undefined>(undefined);
