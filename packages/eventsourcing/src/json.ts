/** What JSON can say: the only form in which a store holds an event. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
