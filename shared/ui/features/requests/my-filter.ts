/** My requests: open or closed, and a search; in the URL. Pure. */
export type MyView = 'open' | 'closed';

export interface MyFilter {
  readonly show: MyView;
  readonly q: string;
}

export function myFilterFromUrl(params: URLSearchParams): MyFilter {
  return {
    show: params.get('show') === 'closed' ? 'closed' : 'open',
    q: (params.get('q') ?? '').slice(0, 200),
  };
}

export function myFilterToUrl(filter: MyFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.show === 'closed') params.set('show', 'closed');
  if (filter.q !== '') params.set('q', filter.q);
  return params;
}
