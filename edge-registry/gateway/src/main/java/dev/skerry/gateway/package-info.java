/** Skerryd: wiring, admin API and commands. */
@NullMarked
package dev.skerry.gateway;

import org.jspecify.annotations.NullMarked;
