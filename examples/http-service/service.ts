import { monthlyProjections, monthlyReport, type Perca } from '@perca/core'
import type { ExecuteError, Sender } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { type Context, Hono } from 'hono'
import { notThere, type Problem, problemOf, unknownCaller } from './problem.js'

/** Who may call: a bearer token to who that is, in which role and programme. */
export type Callers = ReadonlyMap<string, Sender>

interface Env {
  readonly Variables: { readonly perca: Perca; readonly programmeId: string }
}

const problem = (c: Context, body: Problem) =>
  c.body(JSON.stringify(body), body.status, {
    'content-type': 'application/problem+json',
    ...(body.status === 503 ? { 'retry-after': '1' } : {}),
    ...(body.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  })

const failed = (c: Context, error: ExecuteError) => problem(c, problemOf(error))

/**
 * Carries a command out and lets what follows from it settle. The request's Idempotency-Key is the command's id, so that a
 * client that heard no answer sends the same again.
 */
const carryOut = async (c: Context<Env>, input: unknown) => {
  const perca = c.get('perca')
  const done = await perca.submit(input, c.req.header('idempotency-key'))()
  if (E.isLeft(done)) return failed(c, done.left)
  const settled = await perca.settle()()
  if (E.isLeft(settled)) return failed(c, settled.left)
  const { stream, revision, events, alreadyKnown } = done.right
  const recorded = events.map(({ id, event }) => ({ id, type: event.type, effectiveOn: event.effectiveOn }))
  return c.json({ stream, revision, alreadyKnown, events: recorded }, alreadyKnown ? 200 : 201)
}

/** What a request's body says, as far as it is JSON; anything else is no command, and is told as that. */
const bodyOf = async (c: Context): Promise<object> => {
  const body: unknown = await c.req.json().catch(() => ({}))
  return typeof body === 'object' && body !== null ? body : {}
}

/**
 * A small HTTP service on Perca.
 *
 * - `PUT /attendance/:participantId/:day` `{"status": "present"}` records a mark
 * - `POST /orders` places an order; `GET /orders/:orderId` tells how it stands
 * - `POST /commands` takes any command of the domain
 * - `GET /reports/monthly/:month` gives the monthly report
 *
 * Whoever calls needs a bearer token, and acts in the role and programme that go with it.
 */
export const service = (perca: Perca, callers: Callers): Hono<Env> => {
  const app = new Hono<Env>()

  app.use('*', async (c, next) => {
    const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    const sender = token === undefined ? undefined : callers.get(token)
    if (sender === undefined || sender.programmeId === null) return problem(c, unknownCaller)
    c.set('perca', perca.as(sender))
    c.set('programmeId', sender.programmeId)
    return next()
  })

  app.post('/commands', async (c) => carryOut(c, await bodyOf(c)))

  app.put('/attendance/:participantId/:day', async (c) =>
    carryOut(c, {
      minutes: null,
      ...(await bodyOf(c)),
      type: 'RecordAttendance',
      programmeId: c.get('programmeId'),
      participantId: c.req.param('participantId'),
      effectiveOn: c.req.param('day'),
    }),
  )

  app.post('/orders', async (c) =>
    carryOut(c, {
      contact: null,
      promisedOn: null,
      ...(await bodyOf(c)),
      type: 'PlaceOrder',
      programmeId: c.get('programmeId'),
    }),
  )

  app.get('/orders/:orderId', async (c) => {
    const found = await c.get('perca').state('order', c.req.param('orderId'))()
    if (E.isLeft(found)) return failed(c, found.left)
    const { placed, lines, completed } = found.right.state
    if (placed === null || placed.programmeId !== c.get('programmeId')) return problem(c, notThere('order'))
    return c.json({
      number: placed.number,
      agencyCode: placed.agencyCode,
      placedOn: placed.on,
      completed,
      lines: lines.map(({ sku, quantity, unitPrice, reserved, deliveries }) => ({
        sku,
        quantity,
        unitPrice,
        reserved: reserved.reduce((sum, part) => sum + part.quantity, 0),
        delivered: deliveries.reduce((sum, part) => sum + part.quantity, 0),
      })),
    })
  })

  app.get('/reports/monthly/:month', async (c) => {
    const rows = await c.get('perca').project(monthlyProjections)()
    return E.isLeft(rows)
      ? failed(c, rows.left)
      : c.json(monthlyReport(rows.right, c.get('programmeId'), c.req.param('month')))
  })

  app.notFound((c) => problem(c, notThere('page')))
  return app
}
