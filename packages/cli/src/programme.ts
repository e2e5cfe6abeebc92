import type { Application } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Call, toFailure } from './call.js'
import { programmesOf } from './domain.js'
import { type Failure, failed, wrongCall } from './failure.js'

/** The programme that a call is about: the one it names, or the only one there is. */
export const programmeOf = ({ settings, texts }: Call, app: Application): TE.TaskEither<Failure, string> =>
  pipe(
    programmesOf(app),
    TE.mapLeft(toFailure),
    TE.chainEitherK((known) => {
      const [first, second] = known
      if (first === undefined) return E.left(failed(texts.noProgramme))
      if (settings.programme === undefined) {
        return second === undefined ? E.right(first) : E.left(wrongCall(texts.whichProgramme(known)))
      }
      return known.includes(settings.programme)
        ? E.right(settings.programme)
        : E.left(wrongCall(texts.unknownProgramme(settings.programme, known)))
    }),
  )
