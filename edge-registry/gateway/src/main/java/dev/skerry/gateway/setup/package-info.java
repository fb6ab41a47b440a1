/** A gateway's data folder: what init leaves there, and the settings. */
@NullMarked
package dev.skerry.gateway.setup;

import org.jspecify.annotations.NullMarked;
