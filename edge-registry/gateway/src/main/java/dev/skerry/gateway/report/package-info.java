/** What the gateway tells people and programs, as JSON. */
@NullMarked
package dev.skerry.gateway.report;

import org.jspecify.annotations.NullMarked;
