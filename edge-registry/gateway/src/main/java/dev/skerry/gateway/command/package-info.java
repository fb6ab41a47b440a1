/** One class per command of skerryd. */
@NullMarked
package dev.skerry.gateway.command;

import org.jspecify.annotations.NullMarked;
