<?php
/*
 * Plugin Name: Stand-in for the newsletter paywall
 * Description: A stand-in for Jetpack's newsletter, for tests alone: it gates and leaks the way Jetpack's
 * was measured to. The post's `_jetpack_newsletter_access` shuts it; everything below the first
 * `<!-- wp:jetpack/paywall /-->` is then kept from those without a subscription, and without that block,
 * or where it carries an attribute, everything. Without a known value in that field nothing is kept. The
 * page head describes a post by its excerpt or, where none was written, by its own text: locked or not.
 *
 * Subscribers carry `standin_subscriber` in their user meta; those of them who pay, the tiers they pay for
 * in `standin_plans`. Nobody but editors of a post is let in by feeds and the REST API. The first
 * publishing mails every subscriber, unless the post says not to: a line a mail in mails.jsonl beside the
 * site. Settings, which an administrator changes over wp/v2/settings: `standin_newsletter` off takes all
 * of it away, fields and block too; `standin_newsletter_plans` off has nobody to sell to, and "paid" then
 * lets every subscriber in; `standin_newsletter_field` "drops" loses the access on its way in, "changes"
 * keeps another.
 */

const STANDIN_ACCESS = '_jetpack_newsletter_access';
const STANDIN_PAYWALL = '<!-- wp:jetpack/paywall /-->';

function standin_setting( string $name, string $default ): string {
	return (string) get_option( $name, $default );
}

function standin_newsletter_on(): bool {
	return 'off' !== standin_setting( 'standin_newsletter', 'on' );
}

function standin_newsletter_level( WP_Post $post ): string {
	$level = (string) get_post_meta( $post->ID, STANDIN_ACCESS, true );
	$paid = [ 'paid_subscribers', 'paid_subscribers_all_tiers' ];
	if ( in_array( $level, $paid, true ) ) {
		return 'off' === standin_setting( 'standin_newsletter_plans', 'on' ) ? 'subscribers' : $level;
	}
	return 'subscribers' === $level ? $level : 'everybody';
}

function standin_newsletter_may_read( WP_Post $post ): bool {
	$level = standin_newsletter_level( $post );
	if ( 'everybody' === $level || standin_edits() ) {
		return true;
	}
	if ( is_feed() || ( defined( 'REST_REQUEST' ) && REST_REQUEST ) ) {
		return false;
	}
	if ( ! get_user_meta( get_current_user_id(), 'standin_subscriber', true ) ) {
		return false;
	}
	$tiers = array_map( 'intval', (array) get_user_meta( get_current_user_id(), 'standin_plans', true ) );
	$tier = (int) get_post_meta( $post->ID, '_jetpack_newsletter_tier_id', true );
	$pays = (bool) array_filter( $tiers );
	return 'subscribers' === $level || ( $pays && ( ! $tier || in_array( $tier, $tiers, true ) ) );
}

function standin_newsletter_box(): string {
	return '<div class="wp-block-jetpack-paywall"><h2>Keep reading with a subscription</h2>'
		. '<p>Subscribe to read the rest of this post.</p></div>';
}

foreach ( [ 'newsletter', 'newsletter_plans', 'newsletter_field' ] as $name ) {
	add_action(
		'init',
		fn() => register_setting(
			'general',
			"standin_$name",
			[ 'type' => 'string', 'show_in_rest' => true, 'default' => 'newsletter_field' === $name ? '' : 'on' ]
		)
	);
}

add_action(
	'init',
	function () {
		if ( ! standin_newsletter_on() ) {
			return;
		}
		register_block_type( 'jetpack/paywall', [ 'render_callback' => '__return_empty_string' ] );
		register_block_type( 'jetpack/subscriptions', [ 'render_callback' => '__return_empty_string' ] );
		$fields = [
			STANDIN_ACCESS                      => [ 'string', '' ],
			'_jetpack_newsletter_tier_id'       => [ 'integer', 0 ],
			'_jetpack_dont_email_post_to_subs'  => [ 'boolean', false ],
			'jetpack_publicize_message'         => [ 'string', '' ],
			'jetpack_publicize_feature_enabled' => [ 'boolean', true ],
		];
		foreach ( $fields as $key => [ $type, $default ] ) {
			register_post_meta(
				'post',
				$key,
				[
					'type'          => $type,
					'default'       => $default,
					'single'        => true,
					'show_in_rest'  => true,
					'auth_callback' => fn() => current_user_can( 'edit_posts' ),
				]
			);
		}
	}
);

add_filter(
	'update_post_metadata',
	fn( $saved, $id, $key ) => STANDIN_ACCESS === $key
		&& 'drops' === standin_setting( 'standin_newsletter_field', '' ) ? true : $saved,
	10,
	3
);
add_filter(
	'sanitize_post_meta_' . STANDIN_ACCESS,
	fn( $value ) => 'changes' === standin_setting( 'standin_newsletter_field', '' ) ? 'everybody' : $value
);

add_filter(
	'the_content',
	function ( $content ) {
		$post = get_post();
		if ( ! standin_newsletter_on() || ! $post || standin_newsletter_may_read( $post ) ) {
			return $content;
		}
		$at = strpos( $content, STANDIN_PAYWALL );
		return ( false === $at ? '' : substr( $content, 0, $at ) ) . standin_newsletter_box();
	},
	1 // before blocks are rendered
);

add_filter(
	'get_the_excerpt',
	function ( $excerpt, $post ) {
		if ( ! standin_newsletter_on() || $post->post_excerpt || standin_newsletter_may_read( $post ) ) {
			return $excerpt;
		}
		$at = strpos( $post->post_content, '<!-- wp:jetpack/paywall ' );
		$free = false === $at ? '' : substr( $post->post_content, 0, $at );
		return wp_trim_words( excerpt_remove_blocks( $free ), 55 );
	},
	11, // after WordPress has made one
	2
);

add_action(
	'wp_head',
	function () {
		$post = get_post();
		if ( ! standin_newsletter_on() || ! is_singular() || ! $post || post_password_required( $post ) ) {
			return;
		}
		[ $text ] = preg_split( '/<!--more-->|<!-- wp:premium-content/', $post->post_content );
		$text = $post->post_excerpt ?: wp_trim_words( wp_strip_all_tags( $text ), 55 );
		echo '<meta property="og:description" content="' . esc_attr( $text ) . "\" />\n";
	}
);

add_action(
	'transition_post_status',
	function ( $new, $old, $post ) {
		if ( ! standin_newsletter_on() || 'post' !== $post->post_type || 'publish' !== $new ) {
			return;
		}
		if ( 'publish' === $old || get_post_meta( $post->ID, '_jetpack_post_was_ever_published', true ) ) {
			return;
		}
		update_post_meta( $post->ID, '_jetpack_post_was_ever_published', 1 );
		if ( ! get_post_meta( $post->ID, '_jetpack_dont_email_post_to_subs', true ) ) {
			$line = wp_json_encode( [ 'post' => $post->ID, 'title' => $post->post_title ] ) . "\n";
			file_put_contents( dirname( ABSPATH ) . '/mails.jsonl', $line, FILE_APPEND | LOCK_EX );
		}
	},
	10,
	3
);
