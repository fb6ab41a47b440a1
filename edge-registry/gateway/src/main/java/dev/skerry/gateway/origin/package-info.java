/** Where an import comes from: who asks for it, and what the medium is that it is on. */
@NullMarked
package dev.skerry.gateway.origin;

import org.jspecify.annotations.NullMarked;
