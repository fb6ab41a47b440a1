/** What stands between the sockets and Helidon: it bounds what one connection may cost. */
@NullMarked
package dev.skerry.registry.wire;

import org.jspecify.annotations.NullMarked;
