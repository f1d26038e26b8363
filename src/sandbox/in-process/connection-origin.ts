// Where a connection comes from: the user's line, and in a bundle the package that opened it for that.

import type { CallSite } from '../../effects/clock/call-site.js'
import type { ConnectionOrigin } from '../../record/connection.js'
import { fileOf, type Frame, framesOf, nearest, placeOf, sourcePackage } from './leaks/frames.js'

export function connectionOrigin(site: CallSite, root: string): ConnectionOrigin {
  const { frames } = framesOf(site)
  const own = nearest(frames)
  const between = own ? frames.slice(0, frames.indexOf(own)) : frames
  // Before the user's own code, what a file of the user's runs is a package's: the outermost is what it called.
  const copied = between.findLast(({ owner }) => owner === 'user')
  const bundled = copied && bundledIn(copied, root)
  return { ...(own && { at: placeOf(own, root) }), ...(bundled && { bundled }) }
}

function bundledIn(frame: Frame, root: string): ConnectionOrigin['bundled'] {
  const name = sourcePackage(frame)
  return name === undefined ? undefined : { package: name, file: fileOf(frame, root) }
}
