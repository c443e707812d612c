/** The little of PouchDB's browser build that the bench uses; the packages ship no types. */
declare module 'pouchdb-browser' {
  interface Local {
    replicate: {
      from(remote: string, options: { batch_size: number; batches_limit: number }): Promise<unknown>;
    };
    info(): Promise<{ doc_count: number }>;
    destroy(): Promise<unknown>;
  }
  const PouchDB: { new (name: string, options: { adapter: string }): Local; plugin(plugin: unknown): void };
  export default PouchDB;
}
declare module 'pouchdb-adapter-indexeddb' {
  const plugin: unknown;
  export default plugin;
}
