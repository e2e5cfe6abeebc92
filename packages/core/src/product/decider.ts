import type { Aggregate } from '@perca/eventsourcing'
import { streamId } from '../values/ids.js'
import {
  evolve,
  initialState,
  ListProduct,
  listProduct,
  type ProductCommand,
  type ProductState,
  RetireProduct,
  retireProduct,
  SetPrice,
  setPrice,
} from './decisions.js'
import { type ProductEvent, productEvents } from './events.js'

const stream = ({ programmeId, sku }: { readonly programmeId: string; readonly sku: string }) =>
  streamId(programmeId, sku)

/** `product-<programme>.<sku>`: one product of the catalogue, and its price. */
export const product: Aggregate<ProductCommand, ProductState, ProductEvent> = {
  category: 'product',
  events: productEvents,
  initialState,
  evolve,
  subjects: () => [],
  commands: {
    ListProduct: {
      codec: ListProduct,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['PriceSet', 'ProductListed'],
      decide: listProduct,
    },
    SetPrice: { codec: SetPrice, roles: ['coordinator', 'registrar'], stream, yields: ['PriceSet'], decide: setPrice },
    RetireProduct: {
      codec: RetireProduct,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['ProductRetired'],
      decide: retireProduct,
    },
  },
}
