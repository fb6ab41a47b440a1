/** The program skerryd. */
@NullMarked
package dev.skerry.gateway;

import org.jspecify.annotations.NullMarked;
