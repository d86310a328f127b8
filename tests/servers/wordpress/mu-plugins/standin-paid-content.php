<?php
/**
 * Plugin Name: Stand-in for Jetpack's Paid Content block
 * Description: For tests only. Not Jetpack: a small plugin that gates premium-content/* blocks the way
 * the real one was measured to. Strangers, feeds and the REST API get the logged-out view; somebody
 * signed in whose user meta "standin_plans" names one of the block's plans gets the subscriber view;
 * whoever may edit the post sees it too. Without a plan nobody else can read it. Without a payments
 * account (option "standin_payments_account" = "no") visitors are shown nothing at all.
 */

function standin_plans( array $attributes ): array {
	$plans = $attributes['selectedPlanIds'] ?? [];
	if ( ! $plans && ! empty( $attributes['selectedPlanId'] ) ) {
		$plans = [ $attributes['selectedPlanId'] ]; // older posts
	}
	return array_map( 'intval', (array) $plans );
}

function standin_edits(): bool {
	$post = get_post();
	return $post && ! is_feed() && current_user_can( 'edit_post', $post->ID );
}

function standin_entitled( array $plans ): bool {
	if ( standin_edits() ) {
		return true;
	}
	if ( is_feed() || ( defined( 'REST_REQUEST' ) && REST_REQUEST ) || ! is_user_logged_in() ) {
		return false;
	}
	$own = (array) get_user_meta( get_current_user_id(), 'standin_plans', true );
	return (bool) array_intersect( array_map( 'intval', $own ), $plans );
}

function standin_view( bool $for_subscribers ): callable {
	return function ( $attributes, $content, $block ) use ( $for_subscribers ) {
		$plans = standin_plans(
			[
				'selectedPlanIds' => $block->context['premium-content/planIds'] ?? [],
				'selectedPlanId'  => $block->context['premium-content/planId'] ?? 0,
			]
		);
		return standin_entitled( $plans ) === $for_subscribers ? $content : '';
	};
}

add_action(
	'init',
	function () {
		register_block_type(
			'premium-content/container',
			[
				'attributes'       => [
					'selectedPlanId'  => [ 'type' => 'number' ],
					'selectedPlanIds' => [ 'type' => 'array', 'default' => [] ],
				],
				'provides_context' => [
					'premium-content/planId'  => 'selectedPlanId',
					'premium-content/planIds' => 'selectedPlanIds',
				],
				'render_callback'  => function ( $attributes, $content ) {
					$closed = 'no' === get_option( 'standin_payments_account' ) && ! standin_edits();
					return $closed ? '' : $content;
				},
			]
		);
		$context = [ 'premium-content/planId', 'premium-content/planIds' ];
		foreach ( [ 'subscriber-view' => true, 'logged-out-view' => false ] as $name => $for ) {
			register_block_type(
				"premium-content/$name",
				[ 'uses_context' => $context, 'render_callback' => standin_view( $for ) ]
			);
		}
		register_block_type( 'premium-content/buttons' );
		register_block_type(
			'premium-content/login-button',
			[
				'render_callback' => function ( $attributes, $content ) {
					$link = '<a href="' . esc_url( wp_login_url( get_permalink() ) ) . '" ';
					return is_user_logged_in() ? '' : str_replace( '<a ', $link, $content );
				},
			]
		);
		register_block_type(
			'jetpack/recurring-payments',
			[
				'attributes'      => [ 'planIds' => [ 'type' => 'array', 'default' => [] ] ],
				'render_callback' => function ( $attributes, $content ) {
					return $attributes['planIds'] ? $content : '';
				},
			]
		);
		register_block_type(
			'jetpack/button',
			[
				'attributes'      => [ 'text' => [ 'type' => 'string' ] ],
				'render_callback' => function ( $attributes ) {
					return '<div class="wp-block-button"><a class="wp-block-button__link" href="'
						. esc_url( home_url( '/subscribe/' ) ) . '">'
						. esc_html( $attributes['text'] ?? '' ) . '</a></div>';
				},
			]
		);
	}
);
