/** The command line's side of the admin API. */
@NullMarked
package dev.skerry.gateway.client;

import org.jspecify.annotations.NullMarked;
