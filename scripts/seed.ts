import fc from 'fast-check'

/** The seed of all property tests of a run; fast-check prints it where one fails. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['PERCA_SEED'] ?? 20200817) })
